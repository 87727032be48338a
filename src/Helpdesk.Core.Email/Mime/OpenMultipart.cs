using System.Text;

namespace Helpdesk.Core.Email.Mime;

/// <summary>A multipart whose end was not reached yet.</summary>
internal sealed class OpenMultipart
{
    public OpenMultipart(string boundary, PartFields fields, int bodyAt, OpenMultipart? within)
    {
        Mark = Encoding.UTF8.GetBytes("--" + boundary);
        (Fields, BodyAt) = (fields, bodyAt);
        IsDigest = fields.Type.Value == "multipart/digest";
        Alternative = within?.Alternative ?? (fields.Type.Value == "multipart/alternative" ? this : null);
    }

    /// <summary>What a boundary line begins with.</summary>
    public byte[] Mark { get; }

    public PartFields Fields { get; }

    /// <summary>Where its body begins.</summary>
    public int BodyAt { get; }

    /// <summary>Whether its parts are mails when they do not say otherwise (RFC 2046, 5.1.5).</summary>
    public bool IsDigest { get; }

    /// <summary>The outermost multipart/alternative that it is or stands in: all inside say the same in different forms.</summary>
    public object? Alternative { get; }

    /// <summary>Whether a boundary was found: without one it is no multipart.</summary>
    public bool HasParts { get; set; }
}
