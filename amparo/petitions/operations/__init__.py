"""What is done to petitions alone; what is done to any ask: amparo.campaigns.operations.asks."""
