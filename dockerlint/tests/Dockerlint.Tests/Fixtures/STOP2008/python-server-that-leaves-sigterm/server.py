from concurrent import futures

import grpc
import orders_pb2_grpc

server = grpc.server(futures.ThreadPoolExecutor(4))
orders_pb2_grpc.add_to(server)
server.add_insecure_port("[::]:50051")
server.start()
server.wait_for_termination()
