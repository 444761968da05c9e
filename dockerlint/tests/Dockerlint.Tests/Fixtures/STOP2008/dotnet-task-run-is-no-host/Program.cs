await Task.Run(() =>
{
    while (true)
    {
        Thread.Sleep(1000);
    }
});
