"""The old site brought along: posts and pages of elsewhere, looked at before they are shown."""
