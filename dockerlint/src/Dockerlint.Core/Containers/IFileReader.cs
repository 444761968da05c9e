using Dockerlint.Text;

namespace Dockerlint.Containers;

/// <summary>The files beside the inputs; paths use <c>/</c> and are relative to the working directory or absolute.</summary>
public interface IFileReader
{
    /// <summary>Null when there is no such file, or it is not text, or too large.</summary>
    SourceText? TryRead(string path);

    /// <summary>Files below a folder, bounded; empty where there is none.</summary>
    IEnumerable<string> EnumerateFiles(string directory);

    bool Exists(string path);
}
