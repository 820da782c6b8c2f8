from daccom.models.jobs import Job

__all__ = ["Job"]
