import grpc


def add_to(server):
    pass
