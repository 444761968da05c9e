class Copy : AsyncCommand
{
    public override async Task<int> ExecuteAsync(CommandContext context)
    {
        while (true)
        {
            await Task.Delay(1000);
        }
    }
}
