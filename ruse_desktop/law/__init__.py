"""The ordinance as dated data: loading, editions, citations."""
