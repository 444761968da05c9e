while (true)
{
    await Task.Delay(500);
}
