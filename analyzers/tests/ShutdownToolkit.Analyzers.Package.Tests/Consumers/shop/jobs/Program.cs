while (true)
{
    File.AppendAllText("queue.log", "one item\n");
    Thread.Sleep(500);
}
