// Quartz without `WaitForJobsToComplete`
// broken: exit 0, at once, never says "job done"
// fixed: exit 0, at once, says "job done"
using Quartz;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.WithTimeout().AddQuartz(quartz =>
{
    quartz.AddJob<Export>(job => job.WithIdentity("export"));
    quartz.AddTrigger(trigger => trigger.ForJob("export").StartNow());
});
#if BROKEN
builder.Services.AddQuartzHostedService();
#else
builder.Services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
#endif
await builder.Build().RunAsync();

class Export : IJob
{
    public async Task Execute(IJobExecutionContext context)
    {
        Row.Ready();
        await Row.WorkAsync();
        File.WriteAllText("export.log", "job done");
    }
}
