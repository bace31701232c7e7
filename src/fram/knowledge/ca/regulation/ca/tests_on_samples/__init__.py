"""Medical Devices Regulations SOR/98-282, Schedule 1, Part 2: tests on samples."""
