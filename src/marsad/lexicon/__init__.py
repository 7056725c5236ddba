"""What words mean, as data: the data files, their schema, the compiler and the loader."""
