"""How a PCT’s dashboard is told: its sentences, charts, tables and files. Pure: figures in, words out."""
