"""目标与结果: what was promised and what was reported."""
