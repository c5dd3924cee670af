"""Letters as everybody can read them (来信公开): static pages, figures, what other pages show."""
