namespace Helpdesk.Core;

/// <summary>What an <see cref="Address"/> holds.</summary>
public enum AddressKind
{
    /// <summary>A mail address.</summary>
    Mail,

    /// <summary>A phone number, best in E.164 form.</summary>
    Phone,

    /// <summary>A user name on a chat or social channel.</summary>
    Handle,

    /// <summary>A user id of the host application.</summary>
    HostUser,
}
