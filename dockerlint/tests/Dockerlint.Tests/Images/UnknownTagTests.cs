using Dockerlint.Images;

namespace Dockerlint.Tests.Images;

/// <summary>What is known of an image whose tag a variable without a value decides.</summary>
public sealed class UnknownTagTests
{
    [Theory]
    [InlineData("redis:${TAG}", true, true, ShellKind.Unknown)]
    [InlineData("redis:${TAG}-alpine", true, true, ShellKind.Ash)]
    [InlineData("redis:7", true, true, ShellKind.Dash)]
    [InlineData("postgres:${TAG}", true, false, ShellKind.Unknown)]
    [InlineData("postgres:${TAG}-alpine", true, false, ShellKind.Ash)]
    [InlineData("nginx:${TAG}", true, false, ShellKind.Unknown)]
    [InlineData("wordpress:${TAG}", false, false, ShellKind.Unknown)]
    [InlineData("php:8-${KIND}", false, false, ShellKind.Unknown)]
    public void Image_KnowsWhatItsTagDoesNotDecide(string reference, bool isKnown, bool signalIsKnown, ShellKind shell)
    {
        var image = KnownImages.Find(reference);

        Assert.Equal((isKnown, signalIsKnown, shell), (image.Entrypoint is not null, image.StopSignalIsKnown, image.Shell));
    }

    [Fact]
    public void Source_IsNotAskedForIt()
    {
        var asked = new Asked();

        new ImageSources([], asked).Find("shop/web:${TAG}");
        new ImageSources([], asked).Find("shop/web:1");

        Assert.Equal(["shop/web:1"], asked.References);
    }

    private sealed class Asked : IImageSource
    {
        public List<string> References { get; } = [];

        public BaseImage Find(string reference)
        {
            References.Add(reference);
            return new BaseImage(reference);
        }
    }
}
