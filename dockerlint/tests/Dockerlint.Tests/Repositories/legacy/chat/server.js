var app = require('express')();
var http = require('http').Server(app);
var io = require('socket.io')(http);

io.on('connection', function (socket) {
  socket.on('message', function (text) { io.emit('message', text); });
});

http.listen(5000);
