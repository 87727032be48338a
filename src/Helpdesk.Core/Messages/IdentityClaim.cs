namespace Helpdesk.Core.Messages;

/// <summary>
/// Who somebody says to be, beside the identity under which a message came. What is only claimed opens nothing: anybody can type any
/// address.
/// </summary>
/// <param name="Address">The other identity.</param>
/// <param name="VerifiedBy">What vouches for it, such as <c>login</c>; empty when nothing does.</param>
public sealed record IdentityClaim(Address Address, string VerifiedBy = "")
{
    /// <summary>Whether something vouches for it.</summary>
    public bool IsVerified => VerifiedBy.Length > 0;
}
