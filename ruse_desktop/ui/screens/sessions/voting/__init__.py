"""The secret ballot on the workstation: the voter's full-screen view and the clerk's part."""
