UPDATE proxy_token SET labels = '{"cost-centre": "4711", "app": "notebook"}' WHERE id = '0198a000-0000-7000-8000-000000000071';
UPDATE team SET labels = '{"cost-centre": "4711"}' WHERE id = '0198a000-0000-7000-8000-000000000011';
