def refresh(sender, records, **kwargs):
    pass
