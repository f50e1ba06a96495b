"""The website: what each page says, the staged tree, and the one module that runs the site engine."""
