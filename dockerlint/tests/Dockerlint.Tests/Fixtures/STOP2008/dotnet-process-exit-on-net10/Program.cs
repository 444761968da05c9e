AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.WriteLine("bye");
while (true)
{
    Console.WriteLine("working");
    Thread.Sleep(1000);
}
