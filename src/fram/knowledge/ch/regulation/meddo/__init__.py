"""Medical Devices Ordinance, SR 812.213: classes as in Regulation (EU) 2017/745."""
