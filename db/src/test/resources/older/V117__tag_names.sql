UPDATE tenant SET tag_names = '{feature,stage}' WHERE id = '0198a000-0000-7000-8000-000000000001';
