"""The national files: how they are read and what their rows mean. Nothing here touches the database."""
