require "socket"
server = TCPServer.new(8000)
loop { Thread.new(server.accept) { |c| c.gets; sleep 2; c.print "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone"; c.close } }
