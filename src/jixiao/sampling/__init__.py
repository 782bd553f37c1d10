"""The spot-check draw (抽查): a population of units and a seed → who is drawn, with what probability, repeatable by anyone."""
