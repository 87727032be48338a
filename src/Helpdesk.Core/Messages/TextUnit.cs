namespace Helpdesk.Core.Messages;

/// <summary>In what a channel counts the length of a text.</summary>
public enum TextUnit
{
    /// <summary>Characters as .NET, Java and JavaScript count them: UTF-16 code units.</summary>
    Characters,

    /// <summary>Bytes in UTF-8.</summary>
    Bytes,

    /// <summary>
    /// Short messages (3GPP TS 23.038): 160 characters of the GSM alphabet or 70 others in one; 153 or 67 in each of several.
    /// </summary>
    Segments,
}
