namespace Dockerlint.Containers;

/// <summary>The folders of an image's PATH, in order.</summary>
internal readonly struct SearchPath(string value)
{
    public List<string> Candidates(string program)
    {
        var candidates = new List<string>();
        foreach (var folder in value.Split(':'))
        {
            if (folder.Length > 1)
            {
                candidates.Add(folder + "/" + program);
            }
        }

        return candidates;
    }

    /// <summary>Whether what is copied there may be found by the program's name: a folder of the path, one above it, or the program in one.</summary>
    public bool Reaches(string destination, string program)
    {
        var length = destination.EndsWith("/", StringComparison.Ordinal) ? destination.Length - 1 : destination.Length;
        var isProgram = destination.EndsWith(program, StringComparison.Ordinal);
        for (var start = 0; start < value.Length;)
        {
            var end = value.IndexOf(':', start) is >= 0 and var colon ? colon : value.Length;
            var isBelow = end - start >= length && string.CompareOrdinal(value, start, destination, 0, length) == 0
                && (end - start == length || value[start + length] == '/');
            if (isBelow || isProgram && destination.Length == end - start + 1 + program.Length
                && string.CompareOrdinal(value, start, destination, 0, end - start) == 0)
            {
                return true;
            }

            start = end + 1;
        }

        return false;
    }
}
