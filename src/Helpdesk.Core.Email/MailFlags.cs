namespace Helpdesk.Core.Email;

/// <summary>What the reader notes about a mail, in <see cref="Mime.MimeMail.Flags"/> and <see cref="Messages.InboundMessage.Flags"/>.</summary>
public static class MailFlags
{
    /// <summary>The mail is longer than <see cref="MailLimits.MaxMailBytes"/>; its end is not read.</summary>
    public const string TooLarge = "too-large";

    /// <summary>A header is longer than <see cref="MailLimits.MaxHeaderBytes"/>.</summary>
    public const string HeaderTooLong = "header-too-long";

    /// <summary>The headers are longer than <see cref="MailLimits.MaxAllHeadersBytes"/>.</summary>
    public const string HeadersTooLong = "headers-too-long";

    /// <summary>There are more headers than <see cref="MailLimits.MaxHeaders"/>.</summary>
    public const string TooManyHeaders = "too-many-headers";

    /// <summary>A line among the headers is none and is not read; without an empty line behind it the body begins there.</summary>
    public const string OddHeaderLine = "odd-header-line";

    /// <summary>There are more parts than <see cref="MailLimits.MaxParts"/>.</summary>
    public const string TooManyParts = "too-many-parts";

    /// <summary>Multiparts are nested deeper than <see cref="MailLimits.MaxDepth"/>.</summary>
    public const string TooDeep = "too-deep";

    /// <summary>A header names more addresses than <see cref="MailLimits.MaxAddresses"/>.</summary>
    public const string TooManyAddresses = "too-many-addresses";

    /// <summary>A header names more ids than <see cref="MailLimits.MaxReferences"/>.</summary>
    public const string TooManyReferences = "too-many-references";

    /// <summary>The HTML body is longer than <see cref="MailLimits.MaxHtmlCharacters"/>.</summary>
    public const string HtmlTooLong = "html-too-long";

    /// <summary>A multipart that ends without its closing boundary.</summary>
    public const string MultipartNotClosed = "multipart-not-closed";

    /// <summary>
    /// A part says twice what it is, how it is encoded or what its boundary is. Readers differ on which counts, and so what one
    /// of them sees another may miss: here the first counts.
    /// </summary>
    public const string Ambiguous = "ambiguous-part";

    /// <summary>A part has a transfer encoding that nobody knows; it is taken as it is.</summary>
    public const string UnknownEncoding = "unknown-encoding";

    /// <summary>A text has a charset that nobody knows.</summary>
    public const string UnknownCharset = "unknown-charset";
}
