using Dockerlint.Kubernetes;

namespace Dockerlint.Tests.Kubernetes;

public sealed class PodReaderTests
{
    [Theory]
    [InlineData("exec: {command: [sleep, \"5\"]}", HandlerKind.Exec, "sleep 5")]
    [InlineData("httpGet: {path: /drain, port: 80}", HandlerKind.HttpGet, "/drain 80")]
    [InlineData("tcpSocket: {port: web}", HandlerKind.TcpSocket, "web")]
    [InlineData("sleep: {seconds: 5}", HandlerKind.Sleep, "5s")]
    [InlineData("sleep: {seconds: 0}", HandlerKind.Sleep, "0s")]
    [InlineData("sleep: {}", HandlerKind.Sleep, "")]
    [InlineData("other: {}", HandlerKind.None, "")]
    public void Hook_HasOneHandler(string handler, HandlerKind kind, string facts)
    {
        var hook = Container($"lifecycle: {{preStop: {{{handler}}}}}").PreStop!;
        string?[] found = [.. hook.Command.Select(word => word.Value), hook.HttpPath?.Value, hook.Port,
            hook.SleepSeconds is { } sleep ? sleep.Value + "s" : null];

        Assert.Equal((kind, facts), (hook.Kind, string.Join(' ', found.OfType<string>())));
    }

    [Theory]
    [InlineData("readinessProbe: {httpGet: {port: http}}", "readiness HttpGet http")]
    [InlineData("livenessProbe: {tcpSocket: {port: 80}, terminationGracePeriodSeconds: 7}", "liveness TcpSocket 80 7")]
    [InlineData("startupProbe: {exec: {command: [x]}, terminationGracePeriodSeconds: \"7\"}", "startup Exec NotANumber")]
    [InlineData("readinessProbe: {grpc: {port: 9}}", "readiness Grpc 9")]
    [InlineData("readinessProbe: {}", "readiness None")]
    [InlineData("image: x", "")]
    public void Probes_KeepTheirKindAndGrace(string body, string facts)
    {
        var container = Container(body);
        var (name, probe) = container switch
        {
            { Readiness: { } readiness } => ("readiness", readiness),
            { Liveness: { } liveness } => ("liveness", liveness),
            { Startup: { } startup } => ("startup", startup),
            _ => (null, null),
        };
        string?[] found = [name, probe?.Kind.ToString(), probe?.Port,
            probe?.GracePeriod is { } grace ? grace.Value?.ToString(null, null) ?? grace.State.ToString() : null];

        Assert.Equal(facts, string.Join(' ', found.OfType<string>()));
    }

    [Theory]
    [InlineData("$(A)", "1")]
    [InlineData("x-$(A)-$(B)", "x-1-1/2")]
    [InlineData("$$(A)", "$(A)")]
    [InlineData("$$$(A)", "$1")]
    [InlineData("$(MISSING)", "$(MISSING)")]
    [InlineData("$(FROM)", "$(FROM)")]
    [InlineData("$A ${A} $(A", "$A ${A} $(A")]
    [InlineData("$(LATER)", "$(A2)")]
    [InlineData("100%$", "100%$")]
    [InlineData("$(EMPTY)x", "x")]
    public void Variables_ExpandAsTheKubeletExpandsThem(string text, string expanded) =>
        Assert.Equal(
            expanded,
            Container(
                "env: [{name: A, value: '1'}, {name: B, value: $(A)/2}, {name: FROM, valueFrom: {fieldRef: {fieldPath: x}}}, {name: LATER, "
                    + "value: $(A2)}, {name: A2, value: x}, {name: EMPTY}]").Expand(text));

    [Theory]
    [InlineData("command: [sh, -c, 'x y']", "sh|-c|x y", null)]
    [InlineData("args: [\"a\", b]", null, "a|b")]
    [InlineData("command: []", "", null)]
    [InlineData("command: sh", null, null)]
    [InlineData("command:\n- a\nargs:\n- 5", "a", "5")]
    public void CommandAndArgs_AreLists(string body, string? command, string? args)
    {
        var container = Container(body);

        Assert.Equal(command, container.Command is { } words ? string.Join('|', words.Select(word => word.Value)) : null);
        Assert.Equal(args, container.Args is { } more ? string.Join('|', more.Select(word => word.Value)) : null);
    }

    [Fact]
    public void Sidecars_AreToldFromInitContainers()
    {
        var pod = ManifestReaderTests.Single(
            "kind: Pod\nspec:\n  containers: [{name: main}]\n  initContainers:\n  - {name: once}\n  - {name: proxy, restartPolicy: Always}\n").Pod;

        Assert.Equal([ContainerRole.Init, ContainerRole.Sidecar], pod.InitContainers.Select(container => container.Role));
        Assert.Equal(["main", "proxy"], pod.LongRunning.Select(container => container.Name!.Value));
    }

    [Fact]
    public void RestOfAPod_IsRead()
    {
        var workload = ManifestReaderTests.Single("""
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: a
              annotations: {dockerlint.io/ignore: STOP4001, both: object}
            spec:
              replicas: 3
              strategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 25%}}
              template:
                metadata: {labels: {app: a}, annotations: {both: pod, pod: "1"}}
                spec:
                  shareProcessNamespace: yes
                  hostPID: true
                  hostNetwork: false
                  os: {name: linux}
                  restartPolicy: Always
                  containers:
                  - name: c
                    image: i
                    stdin: true
                    tty: true
                    ports: [{containerPort: 80, name: http}]
                    envFrom: [{configMapRef: {name: x}}]
                    lifecycle: {stopSignal: SIGUSR1, postStart: {exec: {command: [x]}}}
            """);
        var container = workload.Pod.Containers[0];

        Assert.Equal((3, "RollingUpdate", "25%"), (workload.Replicas!.Value, workload.StrategyType!.Value, workload.MaxUnavailable!.Value));
        Assert.Equal("STOP4001 object 1",
            $"{workload.Annotations["dockerlint.io/ignore"].Value} {workload.Annotations["both"].Value} {workload.Annotations["pod"].Value}");
        Assert.True(
            workload.Pod is
            {
                ShareProcessNamespace.Value: true, HostPid.Value: true, HostNetwork.Value: false,
                OsName.Value: "linux", RestartPolicy.Value: "Always",
            });
        Assert.True(
            container is { Stdin: true, Tty: true, HasEnvFrom: true, StopSignal.Value: "SIGUSR1", PostStart.Kind: HandlerKind.Exec, PreStop: null });
        Assert.Equal((80, "http"), (container.Ports[0].Number, container.Ports[0].Name));
    }

    [Theory]
    [InlineData("kind: StatefulSet\nspec: {updateStrategy: {type: OnDelete}}", "OnDelete")]
    [InlineData("kind: Deployment\nspec: {strategy: {type: Recreate}}", "Recreate")]
    [InlineData("kind: Rollout\nspec: {strategy: {canary: {maxUnavailable: 1}}}", "Canary")]
    [InlineData("kind: Rollout\nspec: {strategy: {blueGreen: {}}}", "BlueGreen")]
    [InlineData("kind: Deployment\nspec: {}", null)]
    public void Strategy_IsThatOfTheKind(string yaml, string? strategy) =>
        Assert.Equal(strategy, ManifestReaderTests.Single(yaml).StrategyType?.Value);

    [Theory]
    [InlineData("selector: {app: a}", "", true)]
    [InlineData("selector: {app: a, tier: web}", "", true)]
    [InlineData("selector: {app: b}", "", false)]
    [InlineData("selector: {app: a, more: x}", "", false)]
    [InlineData("selector: {}", "", false)]
    [InlineData("ports: [{port: 80}]", "", false)]
    [InlineData("selector: {app: a}", "one", true)]
    [InlineData("selector: {app: a}", "other", false)]
    [InlineData("{selector: {app: a}, type: ExternalName}", "", false)]
    public void Service_SelectsByLabelsAndNamespace(string spec, string serviceNamespace, bool selects)
    {
        var body = spec[0] == '{' ? spec : $"{{{spec}}}";
        var manifests = ManifestReaderTests.Read(
            $"apiVersion: v1\nkind: Service\n"
                + $"metadata: {{name: s{(serviceNamespace.Length == 0 ? null : ", namespace: " + serviceNamespace)}}}\nspec: {body}\n---\nkind: "
                + $"Deployment\nmetadata: {{name: d, namespace: one}}\nspec: {{template: {{metadata: {{labels: {{app: a, tier: web}}}}}}}}\n");

        Assert.Equal(selects, manifests.Services[0].Selects(manifests.Workloads[0]));
    }

    [Fact]
    public void ServicesAndAutoscalers_AreRead()
    {
        var manifests = ManifestReaderTests.Read("""
            apiVersion: v1
            kind: Service
            metadata: {name: s}
            spec: {clusterIP: None, type: ClusterIP, selector: {a: b}, ports: [{port: 80, targetPort: http}]}
            ---
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: {name: h}
            spec: {minReplicas: 2, maxReplicas: 5, scaleTargetRef: {kind: Deployment, name: d}}
            ---
            kind: Deployment
            metadata: {name: d}
            """);

        Assert.True(manifests.Services[0] is { IsHeadless: true, Type.Value: "ClusterIP", Ports: [{ Port: 80, TargetPort: "http" }] });
        Assert.True(
            manifests.Autoscalers[0] is { MinReplicas.Value: 2, MaxReplicas.Value: 5 } autoscaler && autoscaler.Targets(manifests.Workloads[0]));
    }

    private static PodContainer Container(string body)
    {
        var indented = string.Join('\n', body.Split('\n').Select(line => "      " + line));
        return Assert.Single(ManifestReaderTests.Single($"kind: Pod\nspec:\n  containers:\n    -\n{indented}\n").Pod.Containers);
    }
}
