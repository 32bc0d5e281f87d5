//! What Unix has and the standard library has not.
//!
//! In and out: as [`Disk`](super::Disk) says. Must not: decide anything.

use std::fs::{self, DirBuilder, File, Metadata, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

use rustix::fs::{Access, CWD, OFlags};
use rustix::io::Errno;

use super::{Seen, What};

pub fn seen(metadata: &Metadata) -> Seen {
    Seen {
        what: What::from(metadata.file_type()),
        id: Some((metadata.dev(), metadata.ino())),
        mode: Some(metadata.mode() & 0o7777),
    }
}

pub fn is_mount_point(folder: &Path) -> io::Result<bool> {
    // A bind mount has its parent's device number: only statx tells it.
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{AtFlags, StatxAttributes, StatxFlags};
        let flags = AtFlags::NO_AUTOMOUNT | AtFlags::SYMLINK_NOFOLLOW;
        let mount_root = StatxAttributes::MOUNT_ROOT;
        if let Ok(status) = rustix::fs::statx(CWD, folder, flags, StatxFlags::empty())
            && status.stx_attributes_mask.contains(mount_root)
        {
            return Ok(status.stx_attributes.contains(mount_root));
        }
    }
    let Some(parent) = folder.parent() else { return Ok(true) };
    Ok(fs::symlink_metadata(folder)?.dev() != fs::symlink_metadata(parent)?.dev())
}

pub fn may_write(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::access(folder, Access::WRITE_OK | Access::EXEC_OK)?)
}

pub fn never_wait(options: &mut OpenOptions) -> &mut OpenOptions {
    options.custom_flags(OFlags::NONBLOCK.bits() as i32)
}

pub fn folder_mode(builder: &mut DirBuilder) -> &mut DirBuilder {
    builder.mode(0o755)
}

pub fn file_mode(options: &mut OpenOptions) -> &mut OpenOptions {
    options.mode(0o644)
}

pub fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

pub fn symlink(target: &Path, at: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, at)
}

pub fn try_lock(file: &File) -> Result<(), TryLockError> {
    file.try_lock()
}

pub fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    {
        let flags = rustix::fs::RenameFlags::EXCHANGE;
        match rustix::fs::renameat_with(CWD, one, CWD, other, flags) {
            // A kernel, a file system or a sandbox that does not know the call. Where
            // it meant something else, two plain renames will say it.
            Err(Errno::NOSYS | Errno::INVAL | Errno::NOTSUP | Errno::PERM) => {}
            other => return Ok(other?),
        }
    }
    let _ = (one, other, CWD, Errno::NOSYS);
    Err(io::ErrorKind::Unsupported.into())
}

pub fn too_many_open(error: &io::Error) -> bool {
    let crowded = [Errno::MFILE, Errno::NFILE].map(|errno| Some(errno.raw_os_error()));
    crowded.contains(&error.raw_os_error())
}
