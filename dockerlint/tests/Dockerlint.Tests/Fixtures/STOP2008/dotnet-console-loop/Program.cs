while (true)
{
    Console.WriteLine("working");
    Thread.Sleep(1000);
}
