using System.Security.Cryptography;
using System.Text;

namespace Helpdesk.Core.BusinessTime;

/// <content>The JSON form of a schedule.</content>
public sealed partial class Schedule
{
    /// <summary>
    /// The canonical JSON form, which <see cref="Parse"/> reads: the same content gives the same text, in whatever order it was
    /// laid down. A combination is written with its parts; one of more than 24 alternating levels is too deep to be read back.
    /// </summary>
    public string ToJson() => ScheduleWriter.Write(this);

    /// <summary>SHA-256 of the canonical JSON form in UTF-8, as lower-case hexadecimal digits.</summary>
    public string ContentHash() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToJson())));
}
