"""Value of information on anybody's model samples, and fits of what people say."""
