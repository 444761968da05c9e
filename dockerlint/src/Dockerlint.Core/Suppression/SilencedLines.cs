namespace Dockerlint.Suppression;

/// <summary>The lines of one file that comments silence for one rule. As many comments as a file can hold cost no more than to sort them.</summary>
internal sealed class SilencedLines
{
    private readonly List<(int First, int Last)> _ranges = [];
    private readonly List<int> _asked = [];
    private bool _isMerged = true;
    private bool _isSorted = true;

    public void Add(int first, int last)
    {
        _ranges.Add((first, last));
        _isMerged = false;
    }

    /// <summary>Whether a finding in this line is silenced; what is asked counts as met by those that silence it.</summary>
    public bool Contains(int line)
    {
        Merge();
        _asked.Add(line);
        _isSorted = false;
        var at = _ranges.BinarySearch((line, int.MaxValue));
        var before = at < 0 ? ~at - 1 : at;
        return before >= 0 && _ranges[before].Last >= line;
    }

    /// <summary>Whether a line of the range was asked for.</summary>
    public bool IsMet(int first, int last)
    {
        if (!_isSorted)
        {
            _asked.Sort();
            _isSorted = true;
        }

        var at = _asked.BinarySearch(first);
        at = at < 0 ? ~at : at;
        return at < _asked.Count && _asked[at] <= last;
    }

    /// <summary>In order, none of them touching another.</summary>
    private void Merge()
    {
        if (_isMerged)
        {
            return;
        }

        _ranges.Sort();
        var count = 0;
        for (var i = 0; i < _ranges.Count; i++)
        {
            if (count > 0 && _ranges[i].First <= _ranges[count - 1].Last)
            {
                _ranges[count - 1] = (_ranges[count - 1].First, Math.Max(_ranges[i].Last, _ranges[count - 1].Last));
            }
            else
            {
                _ranges[count++] = _ranges[i];
            }
        }

        _ranges.RemoveRange(count, _ranges.Count - count);
        _isMerged = true;
    }
}
