"""The platform as everybody can read it (政府信息公开平台): static pages."""
