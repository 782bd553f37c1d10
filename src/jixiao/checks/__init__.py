"""The checks: a folder per family, a file per check and a page beside it. The page is the test and the explanation.

AR 算术 · SC 得分 · FM 表样 · CS 勾稽 · YR 跨年 · CM 完整 · TG 目标与结果 · IN 指标 · EV 佐证 · TX 文字 · RB 规则
"""
