"""Medical Devices Regulations SOR/98-282, Schedule 1, Part 1: devices other than tests on samples."""
