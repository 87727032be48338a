namespace Helpdesk.Core.Spam;

/// <summary>What a message was taught as.</summary>
public enum SpamClass
{
    /// <summary>Wanted.</summary>
    Ham,

    /// <summary>Unwanted.</summary>
    Spam,
}
