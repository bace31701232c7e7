"""Work done beside the pages: the queue, recurring work, progress, retry and what gave up."""
