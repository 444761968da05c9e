new Messaging.Queue().Listen();
