"""Facts of many agencies → reference values for setting targets, and questions to those that stand apart.

measures    what is compared: rates and amounts per head, as data
groups      which agencies are comparable: groups fixed beforehand, as data
quartiles   exact quartiles, median and spread
disclosure  what may be told, so that no few agencies can be worked out from it
editions    the distributions made public, one edition after another
flags       questions about a target
outliers    questions to agencies that stand apart from their peers
"""
