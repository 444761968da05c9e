using System.Xml;
using System.Xml.Linq;

namespace Dockerlint.CSharp;

/// <summary>Project files as XML; without entities, and without the nesting and the attributes that make reading them quadratic.</summary>
internal static class ProjectXml
{
    private const int MaximumDepth = 64;
    private const int MaximumAttributes = 1000;

    /// <summary>The root element; null: not XML, or written as no project is.</summary>
    public static XElement? TryParse(string content)
    {
        try
        {
            return IsShallow(content) ? Load(content) : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static bool IsShallow(string content)
    {
        using var text = new StringReader(content);
        using var reader = XmlReader.Create(text, Settings());
        while (reader.Read())
        {
            if (reader.Depth > MaximumDepth || reader.AttributeCount > MaximumAttributes)
            {
                return false;
            }
        }

        return true;
    }

    private static XElement? Load(string content)
    {
        using var text = new StringReader(content);
        using var reader = XmlReader.Create(text, Settings());
        return XDocument.Load(reader).Root;
    }

    private static XmlReaderSettings Settings() => new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
}
