using Dockerlint.Kubernetes;
using Dockerlint.Text;

namespace Dockerlint.Tests.Kubernetes;

public sealed class ManifestReaderTests
{
    private const string Pod = "spec: {containers: [{name: c, image: i}]}";

    [Theory]
    [InlineData("Pod", "v1", "spec: {containers: [{name: c, image: i}]}", WorkloadKind.Pod)]
    [InlineData("Deployment", "apps/v1", "spec: {template: {spec: {containers: [{name: c, image: i}]}}}", WorkloadKind.Deployment)]
    [InlineData("Deployment", "extensions/v1beta1", "spec: {template: {spec: {containers: [{name: c, image: i}]}}}", WorkloadKind.Deployment)]
    [InlineData("StatefulSet", "apps/v1", "spec: {template: {spec: {containers: [{name: c, image: i}]}}}", WorkloadKind.StatefulSet)]
    [InlineData("DaemonSet", "apps/v1", "spec: {template: {spec: {containers: [{name: c, image: i}]}}}", WorkloadKind.DaemonSet)]
    [InlineData("ReplicaSet", "apps/v1", "spec: {template: {spec: {containers: [{name: c, image: i}]}}}", WorkloadKind.ReplicaSet)]
    [InlineData("ReplicationController", "v1", "spec: {template: {spec: {containers: [{name: c, image: i}]}}}", WorkloadKind.ReplicationController)]
    [InlineData("Job", "batch/v1", "spec: {template: {spec: {containers: [{name: c, image: i}]}}}", WorkloadKind.Job)]
    [InlineData("CronJob", "batch/v1", "spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: c, image: i}]}}}}}", WorkloadKind.CronJob)]
    [InlineData("Rollout", "argoproj.io/v1alpha1", "spec: {template: {spec: {containers: [{name: c, image: i}]}}}", WorkloadKind.ArgoRollout)]
    [InlineData("DeploymentConfig", "apps.openshift.io/v1", "spec: {template: {spec: {containers: [{name: c, image: i}]}}}",
        WorkloadKind.DeploymentConfig)]
    [InlineData("Service", "serving.knative.dev/v1", "spec: {template: {spec: {containers: [{name: c, image: i}]}}}", WorkloadKind.KnativeService)]
    public void EveryKind_LeadsToItsPod(string kind, string apiVersion, string body, WorkloadKind type)
    {
        var workload = Single($"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: n, namespace: s}}\n{body}");

        Assert.Equal((type, kind, "n", "s"), (workload.Type, workload.Kind.Value, workload.Name!.Value, workload.Namespace!.Value));
        Assert.Equal("i", Assert.Single(workload.Pod.Containers).Image!.Value);
        Assert.False(workload.IsPartial);
    }

    [Theory]
    [InlineData("apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\ndata: {a: \"kind: Pod\"}")]
    [InlineData("apiVersion: batch.volcano.sh/v1alpha1\nkind: Job")]
    [InlineData("apiVersion: example.com/v1\nkind: Deployment")]
    [InlineData("apiVersion: example.com/v1\nkind: Service")]
    [InlineData("kind: Kustomization\nresources: [a.yaml]")]
    [InlineData("kind: ConfigMap\ndata: [broken")]
    public void OtherKinds_AreSkippedQuietly(string yaml)
    {
        var manifests = Read(yaml);

        Assert.Empty(manifests.Workloads);
        Assert.Empty(manifests.Services);
        Assert.Empty(manifests.Errors);
    }

    [Theory]
    [InlineData(
        "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: a}}\n- {apiVersion: v1, kind: List, "
            + "items: [{apiVersion: v1, kind: Pod, metadata: {name: b}}]}", "a,b")]
    [InlineData("apiVersion: v1\nkind: PodList\nitems: [{metadata: {name: a}}, {metadata: {name: b}}]", "a,b")]
    [InlineData("apiVersion: apps/v1\nkind: DeploymentList\nitems: [{metadata: {name: a}}]", "a")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n---\n---\n# none\n---\nkind: Pod\napiVersion: v1\nmetadata: {name: b}", "a,b")]
    [InlineData("{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"a\"}}", "a")]
    [InlineData("kind: Pod\napiVersion: v1\nmetadata: {name: a}\n---\nkind: Pod\nmetadata: [\n---\nkind: Pod\nmetadata: {name: b}", "a,b")]
    public void ListsAndStreams_AreFollowed(string yaml, string names) =>
        Assert.Equal(names, string.Join(',', Read(yaml).Workloads.Select(workload => workload.Name?.Value)));

    [Theory]
    [InlineData("kind: Deployment\nmetadata: {name: a}\nspec: {template: {spec: {terminationGracePeriodSeconds: 5}}}", true)]
    [InlineData("kind: Deployment\nmetadata: {name: a}\nspec: {template: {spec: {containers: [{name: c, args: [x]}]}}}", true)]
    [InlineData("kind: Deployment\nmetadata: {name: a}\nspec: {replicas: 3}", true)]
    [InlineData("kind: Pod\nspec: {containers: [{name: c, image: i}]}", false)]
    [InlineData("kind: Pod\nspec: {containers: [{name: c, image: i}], initContainers: [{name: d}]}", true)]
    public void Patch_IsPartial(string yaml, bool isPartial) => Assert.Equal(isPartial, Single(yaml).IsPartial);

    [Theory]
    [InlineData("30", WholeNumberState.Valid, 30L)]
    [InlineData("0", WholeNumberState.Valid, 0L)]
    [InlineData("30.0", WholeNumberState.Valid, 30L)]
    [InlineData("3e1", WholeNumberState.Valid, 30L)]
    [InlineData("010", WholeNumberState.Valid, 8L)]
    [InlineData("-1", WholeNumberState.Negative, -1L)]
    [InlineData("\"30\"", WholeNumberState.NotANumber, null)]
    [InlineData("30s", WholeNumberState.NotANumber, null)]
    [InlineData("1.5", WholeNumberState.NotANumber, null)]
    [InlineData("true", WholeNumberState.NotANumber, null)]
    [InlineData("[30]", WholeNumberState.NotANumber, null)]
    [InlineData("${GRACE}", WholeNumberState.Unknown, null)]
    [InlineData("'{{ .Values.grace }}'", WholeNumberState.Unknown, null)]
    [InlineData("$(GRACE)", WholeNumberState.Unknown, null)]
    public void GracePeriod_IsJudgedAsTheApiServerDoes(string written, WholeNumberState state, long? value)
    {
        var grace = Single($"kind: Pod\nspec:\n  terminationGracePeriodSeconds: {written}\n").Pod.GracePeriod!;

        Assert.Equal((state, value), (grace.State, grace.Value));
        Assert.Equal(written, grace.Location.Source.Slice(grace.Location.Span));
        Assert.Equal(3, grace.Location.Line);
    }

    [Theory]
    [InlineData("kind: Pod\nspec: {stopGracePeriodSeconds: 5}", "stopGracePeriodSeconds", "pod spec", "spec", false)]
    [InlineData("kind: Pod\nspec: {gracePeriodSeconds: 5}", "gracePeriodSeconds", "pod spec", "spec", false)]
    [InlineData("kind: Pod\nspec: {terminationGracePeriod: 5}", "terminationGracePeriod", "pod spec", "spec", false)]
    [InlineData("kind: Pod\nspec: {stop_grace_period: 5s}", "stop_grace_period", "pod spec", "spec", false)]
    [InlineData("kind: Pod\nspec: {terminationGracePeriodseconds: 5}", "terminationGracePeriodseconds", "pod spec", "spec", false)]
    [InlineData("kind: Pod\nterminationGracePeriodSeconds: 5", "terminationGracePeriodSeconds", "Pod object", "spec", true)]
    [InlineData("kind: Pod\nmetadata: {terminationGracePeriodSeconds: 5}", "terminationGracePeriodSeconds", "metadata", "spec", true)]
    [InlineData("kind: Pod\nspec: {containers: [{name: c, terminationGracePeriodSeconds: 5}]}", "terminationGracePeriodSeconds", "container c",
        "spec", true)]
    [InlineData("kind: Pod\nspec: {initContainers: [{name: c, stopGracePeriodSeconds: 5}]}", "stopGracePeriodSeconds", "container c", "spec", false)]
    [InlineData("kind: Pod\nspec: {containers: [{name: c, lifecycle: {terminationGracePeriodSeconds: 5}}]}", "terminationGracePeriodSeconds",
        "lifecycle of container c", "spec", true)]
    [InlineData("kind: Deployment\nspec: {terminationGracePeriodSeconds: 5}", "terminationGracePeriodSeconds", "Deployment spec",
        "spec.template.spec", true)]
    [InlineData("kind: Deployment\nspec: {template: {terminationGracePeriodSeconds: 5}}", "terminationGracePeriodSeconds", "pod template",
        "spec.template.spec", true)]
    [InlineData("kind: Deployment\nspec: {template: {metadata: {terminationGracePeriodSeconds: 5}}}", "terminationGracePeriodSeconds", "pod metadata",
        "spec.template.spec", true)]
    [InlineData("kind: CronJob\nspec: {jobTemplate: {spec: {terminationGracePeriodSeconds: 5}}}", "terminationGracePeriodSeconds", "Job spec",
        "spec.jobTemplate.spec.template.spec", true)]
    public void GraceKeyThatIsIgnored_IsNoted(string yaml, string key, string place, string rightPlace, bool isMisplaced)
    {
        var found = Assert.Single(Single(yaml).UnknownGraceKeys);

        Assert.Equal((key, place, rightPlace, isMisplaced, "terminationGracePeriodSeconds"),
            (found.Key, found.Place, found.RightPlace, found.IsMisplaced, found.RightKey));
        Assert.Equal(key, found.Location.Source.Slice(found.Location.Span));
    }

    [Fact]
    public void RightKeyAtItsPlace_IsNotNoted() =>
        Assert.Empty(
            Single("kind: Pod\nspec: {terminationGracePeriodSeconds: 5, containers: [{name: c, "
                + "livenessProbe: {terminationGracePeriodSeconds: 1}}]}").UnknownGraceKeys);

    [Theory]
    [InlineData("apiVersion: v1\nkind: ConfigMap\n", true)]
    [InlineData("apiVersion: example.com/v1\nkind: Thing\n", true)]
    [InlineData("kind: Deployment\nmetadata: {name: patch}\n", true)]
    [InlineData("services: {web: {image: x}}\n", false)]
    [InlineData("replicaCount: 1\nimage: {tag: x}\n", false)]
    public void Manifest_IsToldFromOtherYaml(string yaml, bool isManifest) => Assert.Equal(isManifest, Read(yaml).IsManifest);

    [Fact]
    public void HelmTemplate_IsNamedAndNoError()
    {
        var manifests = Read(
            "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ include \"x\" . }}\n---\napiVersion: v1\nkind: Pod\n"
                + "metadata: {name: plain}\n" + Pod);

        Assert.Equal(4, Assert.Single(manifests.Templates).Location.Line);
        Assert.Empty(manifests.Errors);
        Assert.Equal("plain", Assert.Single(manifests.Workloads).Name!.Value);
    }

    internal static Manifests Read(string yaml) => ManifestReader.Read(new SourceText("m.yaml", yaml));

    internal static Workload Single(string yaml) => Assert.Single(Read(yaml).Workloads);
}
