namespace ShutdownToolkit.Analyzers;

internal static class RuleIds
{
    public const string EndlessLoopIgnoresStopToken = "STOP1001";
    public const string LongWaitWithoutStopToken = "STOP1002";
    public const string BlockingWaitInHostedService = "STOP1003";
    public const string CancellationSwallowedInLoop = "STOP1004";
    public const string UnlinkedTokenSourceInWorker = "STOP1005";
    public const string StopTokenNotForwarded = "STOP1006";
    public const string CleanupSkippedOnCancellation = "STOP1007";
    public const string ShutdownLoggedAsError = "STOP1008";
    public const string CancelledTokenInCleanup = "STOP1009";
    public const string ResultSavedWithStopToken = "STOP1010";
    public const string BatchLostAtStop = "STOP1011";

    public const string StopAsyncWithoutBase = "STOP1101";
    public const string StartAsyncWithoutBase = "STOP1102";
    public const string WorkAwaitedInStartAsync = "STOP1103";
    public const string StopAsyncDoesNotWait = "STOP1104";
    public const string StopAsyncIgnoresItsToken = "STOP1105";
    public const string StartTokenOutlivesStart = "STOP1106";
    public const string WaitOnCancelledToken = "STOP1107";
    public const string CancellationLeavesStopAsync = "STOP1108";
    public const string DrainBesideItsConsumer = "STOP1109";

    public const string UntrackedWork = "STOP1201";
    public const string UnwrappedStartNew = "STOP1202";
    public const string TimerWorkNotAwaited = "STOP1203";
    public const string ChildProcessLeftRunning = "STOP1204";
    public const string ForegroundThreadOutlivesHost = "STOP1205";
    public const string DrainInDispose = "STOP1206";
    public const string UnjoinedThread = "STOP1207";
    public const string TimerFiredAtStop = "STOP1208";

    public const string AsyncLifetimeCallback = "STOP1301";
    public const string BlockingLifetimeCallback = "STOP1302";

    public const string HostStartedWithoutWait = "STOP1401";
    public const string HostRunNotAwaited = "STOP1402";
    public const string ProcessExitWhileHostRuns = "STOP1403";
    public const string ConsoleKeepAlive = "STOP1404";
    public const string InterruptOnlyHandler = "STOP1405";
    public const string HostedServiceWithoutHost = "STOP1406";
    public const string HostStoppedByItsWorker = "STOP1407";
    public const string DeafHostLifetime = "STOP1408";

    public const string ProcessExitReliedOnForSignal = "STOP1501";
    public const string SignalRegistrationDiscarded = "STOP1502";
    public const string SignalDefaultActionNotCancelled = "STOP1503";
    public const string NoSignalHandling = "STOP1504";

    public const string ShutdownTimeoutExtreme = "STOP1601";
    public const string WorkerFailureIgnored = "STOP1602";

    public const string WebSocketIgnoresHostStop = "STOP1701";
    public const string StreamIgnoresHostStop = "STOP1702";
    public const string GrpcStreamIgnoresHostStop = "STOP1703";

    public const string LogsNotFlushed = "STOP1801";
    public const string TelemetryNotFlushed = "STOP1802";
    public const string LifetimeLogsSilenced = "STOP1803";

    public const string QuartzAbandonsJobs = "STOP1901";
    public const string KafkaConsumerNotClosed = "STOP1902";
    public const string ProcessorNotStopped = "STOP1903";
    public const string AckWithStopToken = "STOP1904";
    public const string KafkaProducerNotFlushed = "STOP1905";
    public const string ProcessorStoppedInItsHandler = "STOP1906";
}
