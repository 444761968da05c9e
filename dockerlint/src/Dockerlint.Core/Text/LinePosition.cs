namespace Dockerlint.Text;

/// <summary>A position as editors show it: line and column, both 1-based; the column counts UTF-16 units.</summary>
public readonly record struct LinePosition(int Line, int Column);
