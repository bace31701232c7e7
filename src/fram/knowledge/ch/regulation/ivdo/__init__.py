"""Ordinance on tests on samples, SR 812.219: classes as in Regulation (EU) 2017/746."""
