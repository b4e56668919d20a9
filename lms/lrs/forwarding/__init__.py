"""New statements go to other LRSs: `targets` says where, `forwarder` goes through the record, `post` sends."""
