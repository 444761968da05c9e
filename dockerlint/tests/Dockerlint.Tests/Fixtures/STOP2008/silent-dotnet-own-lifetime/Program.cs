using Shared;

await Start.Now(new Lifetime());
while (true)
{
    Thread.Sleep(1000);
}
