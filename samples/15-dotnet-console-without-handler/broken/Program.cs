Console.WriteLine("ready");
while (true)
{
    await Task.Delay(500);
}
