"""How a store is made and brought up to date, step by step; ``marsad.observatory.schema`` runs the steps."""
